"""Meeting papers that people read (会议文件): in code handouts, for a paper is voted on."""
