using System.Text;

namespace Fleet.Admiral.Processes;

/// <summary>Reads a worker's output to its end, always: a process whose output nobody reads blocks once 64 KiB wait in the pipe.</summary>
internal static class OutputPump
{
    /// <summary>A longer line is passed on in pieces of this length.</summary>
    public const int LongestLine = 16 * 1024;

    /// <summary>Calls <paramref name="onLine"/> for each line until the stream ends.</summary>
    public static async Task RunAsync(Stream stream, Action<string> onLine)
    {
        var buffer = new byte[LongestLine];
        var held = 0;
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer.AsMemory(held))) > 0)
            {
                var end = held + read;
                var start = 0;
                for (int mark; (mark = buffer.AsSpan(start, end - start).IndexOf((byte)'\n')) >= 0; start += mark + 1)
                    onLine(Text(buffer.AsSpan(start, mark)));

                if (start == 0 && end == buffer.Length)
                {
                    start = end - LengthOfCutCharacter(buffer);
                    onLine(Text(buffer.AsSpan(0, start)));
                }

                held = end - start;
                buffer.AsSpan(start, held).CopyTo(buffer);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The pipe went with the process.
        }

        if (held > 0) onLine(Text(buffer.AsSpan(0, held)));
    }

    // A character of UTF-8 that the end of the buffer cuts in two goes with the next piece.
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

    private static string Text(ReadOnlySpan<byte> line)
    {
        if (line is [.. var rest, (byte)'\r']) line = rest;
        return Encoding.UTF8.GetString(line);
    }
}
