# raised PermissionError
import socket


def attack():
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
