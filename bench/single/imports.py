"""Importing ten library modules: the whole process, measured from outside."""
# bench: process
import argparse
import collections
import contextlib
import dataclasses
import datetime
import functools
import json
import logging
import re
import threading
print("checksum", sorted(m.__name__ for m in (argparse, collections, contextlib, dataclasses, datetime, functools, json, logging, re, threading)))
