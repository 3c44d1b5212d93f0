# timeout wall
import queue


def attack():
    return queue.Queue().get()
