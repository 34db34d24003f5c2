package io.tributary;

class Version {}
