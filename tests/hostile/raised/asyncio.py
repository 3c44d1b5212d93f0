# raised PermissionError
import asyncio


async def answer():
    return 1


def attack():
    return asyncio.run(answer())
