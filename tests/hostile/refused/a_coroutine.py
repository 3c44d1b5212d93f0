# refused coroutine
import warnings

warnings.simplefilter("ignore")


async def attack():
    return 1
