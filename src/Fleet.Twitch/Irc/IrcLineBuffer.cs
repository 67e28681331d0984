using System.Text;

namespace Fleet.Twitch.Irc;

/// <summary>Cuts a stream of bytes into lines, wherever the network cut it. Bytes that are not UTF-8 become U+FFFD.</summary>
internal sealed class IrcLineBuffer
{
    /// <summary>The longest line, in bytes. The longest seen from Twitch is about 3 KiB; 8,191 of tags + 512 are allowed.</summary>
    public const int LongestLine = 64 * 1024;

    private const int FirstSize = 16 * 1024;

    private byte[] _bytes = new byte[FirstSize];
    private int _start;
    private int _end;
    private int _searched;

    /// <summary>True once a line is longer than <see cref="LongestLine"/>: the stream cannot be read further.</summary>
    public bool IsOverflowing => _end - _start >= LongestLine && _searched == _end;

    /// <summary>Where to put the next bytes; never empty unless <see cref="IsOverflowing"/>.</summary>
    public Memory<byte> Free()
    {
        if (_end == _bytes.Length && _start > 0)
        {
            Buffer.BlockCopy(_bytes, _start, _bytes, 0, _end - _start);
            _end -= _start;
            _searched -= _start;
            _start = 0;
        }
        if (_end == _bytes.Length && _bytes.Length < LongestLine) Array.Resize(ref _bytes, _bytes.Length * 2);
        return _bytes.AsMemory(_end);
    }

    /// <summary>Says how many bytes were put into <see cref="Free"/>.</summary>
    public void Advance(int count) => _end += count;

    /// <summary>Takes the next whole line, without LF or CR LF.</summary>
    public bool TryTake(out string line)
    {
        var length = _bytes.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
        if (length < 0)
        {
            _searched = _end;
            line = "";
            return false;
        }
        var feed = _searched + length;
        var content = _bytes.AsSpan(_start, feed - _start);
        if (content is [.., (byte)'\r']) content = content[..^1];
        line = Encoding.UTF8.GetString(content);
        _start = _searched = feed + 1;
        return true;
    }
}
