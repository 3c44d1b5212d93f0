# failed failed failed
import test_hidden
