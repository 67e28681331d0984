using System.Text;

namespace Fleet.Admiral.Processes;

/// <summary>Reads a worker's output to its end, always: a process whose output nobody reads blocks once 64 KiB wait in the pipe.</summary>
internal static class OutputPump
{
    /// <summary>A longer line is passed on in pieces of about this length, in bytes.</summary>
    public const int LongestLine = 16 * 1024;

    /// <summary>Calls <paramref name="onLine"/> for each line until the stream ends.</summary>
    public static async Task RunAsync(Stream stream, Action<string> onLine)
    {
        var buffer = new byte[LongestLine];
        var held = 0;
        // Whether the line that the buffer begins with has been passed on so far: the end of it alone is no line.
        var cut = false;
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer.AsMemory(held))) > 0)
            {
                var end = held + read;
                var start = 0;
                for (int mark; (mark = buffer.AsSpan(start, end - start).IndexOf((byte)'\n')) >= 0; start += mark + 1)
                {
                    Pass(buffer.AsSpan(start, mark), cut, onLine);
                    cut = false;
                }

                if (start == 0 && end == buffer.Length)
                {
                    start = end - LengthOfCutEnd(buffer);
                    onLine(Encoding.UTF8.GetString(buffer.AsSpan(0, start)));
                    cut = true;
                }

                held = end - start;
                buffer.AsSpan(start, held).CopyTo(buffer);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The pipe went with the process.
        }

        if (held > 0) Pass(buffer.AsSpan(0, held), cut, onLine);
    }

    private static void Pass(ReadOnlySpan<byte> line, bool cut, Action<string> onLine)
    {
        if (line is [.. var rest, (byte)'\r']) line = rest;
        if (!cut || line.Length > 0) onLine(Encoding.UTF8.GetString(line));
    }

    // What goes with the next piece: a character of UTF-8 that the end of the buffer cuts in two, and a '\r' that may be half of the line's end.
    private static int LengthOfCutEnd(ReadOnlySpan<byte> bytes) => bytes[^1] == (byte)'\r' ? 1 : LengthOfCutCharacter(bytes);

    private static int LengthOfCutCharacter(ReadOnlySpan<byte> bytes)
    {
        for (var length = 1; length <= 3; length++)
        {
            var last = bytes[^length];
            if (last < 0x80) return 0;
            if (last < 0xc0) continue;
            var whole = last >= 0xf0 ? 4 : last >= 0xe0 ? 3 : 2;
            return length < whole ? length : 0;
        }

        return 0;
    }
}
