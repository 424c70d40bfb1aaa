# Safetensors files made from the format's description alone, with the parts they are made of.
# Run: python3 make-safetensors.py > safetensors.json
#
# The layout is the one that the reference implementation writes: tensors by dtype, widest first in the order of its
# `Dtype` (huggingface/safetensors, safetensors/src/tensor.rs), then by the UTF-8 bytes of their names.
import json
import struct

import numpy as np

ORDER = ['U64', 'I64', 'F64', 'F32', 'U32', 'I32', 'BF16', 'F16', 'U16', 'I16', 'I8', 'U8', 'BOOL']
NUMPY = {'U64': '<u8', 'I64': '<i8', 'F64': '<f8', 'F32': '<f4', 'U32': '<u4', 'I32': '<i4', 'BF16': '<u2', 'F16': '<f2',
         'U16': '<u2', 'I16': '<i2', 'I8': 'i1', 'U8': 'u1', 'BOOL': 'u1'}


def tensor(dtype, shape, values):
    data = np.array(values, dtype=NUMPY[dtype]).reshape(shape)
    return {'dtype': dtype, 'shape': list(shape), 'hex': data.tobytes().hex()}


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(',', ':'))


def layout(tensors):
    return sorted(tensors, key=lambda name: (ORDER.index(tensors[name]['dtype']), name.encode('utf-8')))


def file(tensors, metadata=None):
    header = {} if metadata is None else {'__metadata__': metadata}
    data = b''
    for name in layout(tensors):
        part = bytes.fromhex(tensors[name]['hex'])
        header[name] = {
            'dtype': tensors[name]['dtype'],
            'shape': tensors[name]['shape'],
            'data_offsets': [len(data), len(data) + len(part)],
        }
        data += part
    text = compact(header).encode('utf-8')
    text += b' ' * (-len(text) % 8)
    return struct.pack('<Q', len(text)) + text + data


def case(name, tensors, metadata=None):
    parts = [{'name': part, **tensors[part]} for part in tensors]
    return {'name': name, 'tensors': parts, 'metadata': metadata, 'file': file(tensors, metadata).hex()}


INF, NAN = float('inf'), float('nan')
SPECIAL = [0.0, -0.0, 1.5, INF, -INF, NAN]
one_of_each = {
    'bool': tensor('BOOL', (3,), [1, 0, 1]),
    'u8': tensor('U8', (2, 2), [0, 1, 128, 255]),
    'i8': tensor('I8', (2,), [-128, 127]),
    'i16': tensor('I16', (2,), [-32768, 32767]),
    'u16': tensor('U16', (1,), [65535]),
    'f16': tensor('F16', (6,), SPECIAL),
    'bf16': tensor('BF16', (3,), [0x3FC0, 0xFF80, 0x7FC0]),
    'i32': tensor('I32', (2,), [-(2**31), 2**31 - 1]),
    'u32': tensor('U32', (1,), [2**32 - 1]),
    'f32': tensor('F32', (2, 3), SPECIAL),
    'f64': tensor('F64', (3, 2, 1), SPECIAL),
    'i64': tensor('I64', (2,), [-(2**63), 2**63 - 1]),
    'u64': tensor('U64', (1,), [2**64 - 1]),
}
small = tensor('U8', (1,), [7])
cases = [
    case('nothing', {}),
    case('metadata alone', {}, {'framework': 'pt'}),
    case('header that ends at a multiple of 8', {'attn.0': tensor('F32', (1, 2, 3), range(6))}),
    case('header filled up with 7 spaces', {'attn0': tensor('F32', (1, 1, 2, 3), range(6))}),
    case('one tensor of each dtype', one_of_each, {'epoch': '3', 'note': 'line\nbreak "quoted" \\ \u0001 \u007f \u2028'}),
    case('scalars and empty tensors', {
        'scalar': tensor('F32', (), [2.5]), 'empty': tensor('F64', (0,), []), 'flat': tensor('I32', (3, 0, 2), []),
    }),
    case('names in the order of their UTF-8 bytes', {
        name: small for name in ['b', 'a', 'B', 'a.10', 'a.2', '', 'é', '\uffee', '\U0001f600', '10', '9', '"', '\\',
                                 '\n', '\u0000', '__proto__', 'constructor', 'a\u0300']
    }),
    case('dtype before name', {'a': tensor('U8', (3,), [1, 2, 3]), 'z': tensor('F32', (1,), [1]),
                               'b': tensor('F16', (1,), [1]), 'c': tensor('F64', (1,), [1])}),
]


def raw(header, data=b'', length=None):
    text = header if isinstance(header, bytes) else header.encode('utf-8')
    return (struct.pack('<Q', len(text) if length is None else length) + text + data).hex()


def entry(dtype='F32', shape='[1]', offsets='[0,4]'):
    return f'{{"dtype":"{dtype}","shape":{shape},"data_offsets":{offsets}}}'


def one(data=b'\0' * 4, **fields):
    return raw(f'{{"w":{entry(**fields)}}}', data)


def pair(first, second, data):
    return raw(f'{{"a":{entry("U8", *first)},"b":{entry("U8", *second)}}}', data)


def bad(name, hexadecimal, reason):
    return {'name': name, 'file': hexadecimal, 'reason': reason}


rejected = [
    bad('no bytes', '', 'bytes must begin with 8 bytes of header length, got 0'),
    bad('a length of 2^64 − 1', raw('{}', length=2**64 - 1), 'header length must be at most 100000000, got 18446744073709551615'),
    bad('a length of 100,000,001', raw('{}', length=100_000_001), 'header length must be at most 100000000, got 100000001'),
    bad('a length beyond the end', raw('{}', length=3), 'header must have 3 bytes, got 2: the file is truncated'),
    bad('an empty header', raw(''), "header must have '{' at character 0, got its end"),
    bad('a list', raw('[]'), "header must have '{' at character 0, got \"[]\""),
    bad('a space before the header', raw(' {}'), "header must have '{' at character 0, got \" {}\""),
    bad('a byte order mark', raw('\ufeff{}'), "header must have '{' at character 0"),
    bad('bytes that are not UTF-8', raw(b'{"\xff":1}'), 'header must be UTF-8, got bytes that are not'),
    bad('an overlong UTF-8 form', raw(b'{"\xc0\xaf":1}'), 'header must be UTF-8, got bytes that are not'),
    bad('a surrogate in UTF-8', raw(b'{"\xed\xa0\x80":1}'), 'header must be UTF-8, got bytes that are not'),
    bad('a lone surrogate escape', raw('{"\\ud800":1}'), 'a string without lone surrogates at character 1'),
    bad('a bad escape', raw('{"\\x41":1}'), 'a string with valid escapes at character 1'),
    bad('a bare control character', raw('{"a\nb":1}'), 'no bare control character at character 3'),
    bad('a string without end', raw('{"abc'), 'a closing quote at character 5, got its end'),
    bad('an object without end', raw('{"w":' + entry(shape='[0]', offsets='[0,0]')), "'}' at character 53, got its end"),
    bad('a comma before the end', raw('{"w":' + entry(shape='[0]', offsets='[0,0]') + ',}'), 'a string at character 54, got "}"'),
    bad('text after the object', raw('{} x'), 'nothing but spaces after its object at character 3, got "x"'),
    bad('a zero byte after the object', raw('{}\0'), 'nothing but spaces after its object at character 2'),
    bad('the same name twice', raw(f'{{"w":{entry()},"w":{entry()}}}', b'\0' * 4), 'each name once ("w" is there twice) at character 54'),
    bad('the same name twice, one escaped', raw(f'{{"w":{entry()},"\\u0077":{entry()}}}', b'\0' * 4), 'each name once ("w" is there twice)'),
    bad('metadata twice', raw('{"__metadata__":{},"__metadata__":{}}'), 'each name once ("__metadata__" is there twice)'),
    bad('the same metadata name twice', raw('{"__metadata__":{"a":"","a":""}}'), 'each name once ("a" is there twice)'),
    bad('the same field twice', raw('{"w":{"dtype":"F32","dtype":"F32"}}'), 'each name once ("dtype" is there twice)'),
    bad('metadata that is no text', raw('{"__metadata__":{"a":1}}'), 'a string at character 21, got "1}}"'),
    bad('metadata that is no object', raw('{"__metadata__":"a"}'), "'{' at character 16"),
    bad('a tensor that is no object', raw('{"w":null}'), "'{' at character 5, got \"null}\""),
    bad('no dtype', raw('{"w":{"shape":[0],"data_offsets":[0,0]}}'), 'tensor "w": must have dtype, shape and data_offsets, got shape, data_offsets'),
    bad('an empty tensor entry', raw('{"w":{}}'), 'tensor "w": must have dtype, shape and data_offsets, got none of them'),
    bad('an unknown field', raw('{"w":{"strides":[0]}}'), 'tensor "w": must have dtype, shape and data_offsets only, got "strides"'),
    bad('an unknown dtype', one(dtype='F31'), 'tensor "w": dtype must be one of BOOL, U8, I8,'),
    bad('a dtype of every object', one(dtype='constructor'), 'tensor "w": dtype must be one of'),
    bad('a dtype in lower case', one(dtype='f32'), 'tensor "w": dtype must be one of'),
    bad('a negative size', one(shape='[-1]'), 'a non-negative integer at character 29, got "-1'),
    bad('a fractional size', one(shape='[1.5]'), 'a non-negative integer at character 29, got "1.5'),
    bad('a size with an exponent', one(shape='[1e0]'), 'a non-negative integer at character 29, got "1e0'),
    bad('a size with a leading zero', one(shape='[01]'), 'a non-negative integer at character 29, got "01'),
    bad('a size in quotes', one(shape='["1"]'), 'a non-negative integer at character 29'),
    bad('a size of null', one(shape='[null]'), 'a non-negative integer at character 29'),
    bad('a size of 2^53', one(shape='[9007199254740992]'), 'an integer below 2^53 at character 29'),
    bad('a size of 10^400', one(shape=f'[1{"0" * 400}]'), 'an integer below 2^53 at character 29'),
    bad('a shape that is a number', one(shape='1'), "'[' at character 28"),
    bad('a shape without end', one(shape='[1'), 'a non-negative integer at character 31'),
    bad('a nested shape', one(shape='[[1]]'), 'a non-negative integer at character 29'),
    bad('more elements than 2^53', one(shape='[4294967296,4294967296]'), 'tensor "w": shape must have fewer than 2^53 elements, got [4294967296, 4294967296]'),
    bad('more elements than 2^53 on the way to none', one(b'', shape='[4294967296,4294967296,0]', offsets='[0,0]'), 'tensor "w": shape must have fewer than 2^53 elements'),
    bad('a petabyte in a small file', one(shape='[281474976710656]', offsets='[0,1125899906842624]'), 'data must be 1125899906842624 bytes, as the header announces, got 4: the file is truncated'),
    bad('a shape too large for its bytes', one(shape='[2]'), 'tensor "w": data_offsets must span 8 bytes for F32 [2], got [0, 4]'),
    bad('a dtype too wide for its bytes', one(dtype='F64'), 'tensor "w": data_offsets must span 8 bytes for F64 [1], got [0, 4]'),
    bad('offsets that run backwards', one(offsets='[4,0]'), 'tensor "w": data_offsets must be [begin, end] with begin ≤ end, got [4, 0]'),
    bad('a single offset', one(offsets='[4]'), 'tensor "w": data_offsets must be [begin, end] with begin ≤ end, got [4]'),
    bad('three offsets', one(offsets='[0,4,8]'), 'tensor "w": data_offsets must be [begin, end] with begin ≤ end, got [0, 4, 8]'),
    bad('no offsets', one(offsets='[]'), 'tensor "w": data_offsets must be [begin, end] with begin ≤ end, got []'),
    bad('a gap at the start', one(b'\0' * 8, offsets='[4,8]'), 'tensor "w": data_offsets must begin at 0, where the tensor before ends, got 4'),
    bad('a gap between', pair(('[2]', '[0,2]'), ('[2]', '[3,5]'), b'\0' * 5), 'tensor "b": data_offsets must begin at 2, where the tensor before ends, got 3'),
    bad('an overlap', pair(('[2]', '[0,2]'), ('[2]', '[1,3]'), b'\0' * 3), 'tensor "b": data_offsets must begin at 2, where the tensor before ends, got 1'),
    bad('two tensors on the same bytes', pair(('[2]', '[0,2]'), ('[2]', '[0,2]'), b'\0' * 2), 'tensor "b": data_offsets must begin at 2, where the tensor before ends, got 0'),
    bad('an empty tensor inside another', pair(('[0]', '[1,1]'), ('[2]', '[0,2]'), b'\0' * 2), 'tensor "a": data_offsets must begin at 2, where the tensor before ends, got 1'),
    bad('bytes left over', one(b'\0' * 5), 'data must be 4 bytes, as the header announces, got 5: bytes are left over at its end'),
    bad('bytes missing', one(b'\0' * 3), 'data must be 4 bytes, as the header announces, got 3: the file is truncated'),
]

# Allowed by the format, though the reference implementation does not write it so.
unusual = [
    bad('white space wherever JSON allows it', raw(' \n'.join(['{', '"w"', ':', '{ "shape" : [ 1 , 1 ] ,', '"data_offsets":[0,4],"dtype":\t"F32"', '}', '}\r\n']), bytes.fromhex('0000c03f')), ''),
    bad('a header that is no multiple of 8', raw('{"w":' + entry() + '}', bytes.fromhex('0000c03f')), ''),
    bad('names in another order than the data', raw(f'{{"v":{entry("U8", "[1]", "[4,5]")},"w":{entry()}}}', bytes.fromhex('0000c03f07')), ''),
    bad('an escaped name', raw(f'{{"\\u0077":{entry()}}}', bytes.fromhex('0000c03f')), ''),
    bad('an empty tensor between', raw(f'{{"w":{entry()},"e":{entry("U8", "[0]", "[4,4]")},"v":{entry("U8", "[1]", "[4,5]")}}}', bytes.fromhex('0000c03f07')), ''),
]
unusual = [{'name': item['name'], 'file': item['file']} for item in unusual]

print(json.dumps({'cases': cases, 'rejected': rejected, 'unusual': unusual}, indent=1))
