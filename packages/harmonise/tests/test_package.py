import harmonise


def test_the_package_says_what_it_is_for():
    assert harmonise.__doc__
