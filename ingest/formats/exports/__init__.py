"""What people export from the services they use, in JSON: chats, threads and posts.

`exports` tells by the content which service it is, and has a module for each read it: `discord`, `discourse`, `mastodon`, `messenger`,
`reddit`, `slack`, `telegram`, `tweets`. `chats` and `posts` write the text that is read in an archive, `text` and `places` say what of it
was made of which bytes, `json_places` decodes the elements of long lists one by one.
"""
