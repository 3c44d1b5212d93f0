# invalid line 2
return 1
