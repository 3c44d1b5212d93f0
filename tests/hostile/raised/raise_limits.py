# raised PermissionError
import resource


def attack():
    try:
        resource.setrlimit(resource.RLIMIT_AS, (-1, -1))
    except ValueError as error:
        raise PermissionError(13, str(error)) from None
