"""The server as people meet it: in a browser, on phones, laptops and the big screen."""
