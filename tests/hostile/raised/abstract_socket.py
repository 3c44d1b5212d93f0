# raised PermissionError
import socket


def attack():
    socket.socket(socket.AF_UNIX).bind("\0grader")
