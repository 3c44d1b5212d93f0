# raised PermissionError
import socket


def attack():
    return socket.socketpair()
