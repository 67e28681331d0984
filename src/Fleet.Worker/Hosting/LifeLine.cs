using System.Text;

namespace Fleet.Worker.Hosting;

/// <summary>
/// Standard input, held open by the Admiral for the worker's whole life: its first line is the launch ticket, its end is the Admiral's end.
/// </summary>
/// <remarks>
/// The end is awaited by a blocking read on a thread of its own: an asynchronous read would need the thread pool, which the bot may have blocked.
/// A worker must never outlive its Admiral by more than a second, so nothing is tidied up on that path.
/// </remarks>
internal sealed class LifeLine
{
    private const int LongestTicket = 4096;

    private readonly Stream _input;

    public LifeLine(Stream input) => _input = input;

    /// <summary>Reads the first line, blocking.</summary>
    /// <returns>The line without its end; null if the input ended before it.</returns>
    public string? ReadTicketLine()
    {
        var line = new byte[LongestTicket];
        var length = 0;
        while (length < line.Length)
        {
            // Byte by byte, so that nothing behind the line is taken.
            var next = _input.ReadByte();
            if (next < 0) return null;
            if (next == '\n') return Encoding.UTF8.GetString(line, 0, length);
            line[length++] = (byte)next;
        }

        return null;
    }

    /// <summary>Begins to watch for the end.</summary>
    /// <param name="onEnd">Called on the watching thread.</param>
    public void Watch(Action onEnd) =>
        new Thread(() =>
        {
            try
            {
                while (_input.ReadByte() >= 0)
                {
                    // The Admiral says nothing more on this line; bytes would come from a newer one and mean nothing to us.
                }
            }
            catch (IOException)
            {
                // A broken pipe is an end too.
            }

            onEnd();
        }, maxStackSize: 128 * 1024)
        {
            IsBackground = true,
            Name = "fleet-lifeline",
        }.Start();
}
