using System.Globalization;
using System.Runtime.InteropServices;

namespace Fleet.Protocol.Connections;

/// <summary>
/// The operating system's thread under a managed one, and what it is doing: waiting for something, or for a processor. Linux tells it in
/// <c>/proc/self/task</c>; elsewhere nothing is known.
/// </summary>
public sealed partial class OsThread
{
    [ThreadStatic]
    private static OsThread? s_current;

    private readonly string _path;

    private OsThread(int id) => _path = string.Create(CultureInfo.InvariantCulture, $"/proc/self/task/{id}/stat");

    /// <summary>The thread that calls; null where the system does not tell.</summary>
    public static OsThread? Current => OperatingSystem.IsLinux() ? s_current ??= new OsThread(GetThreadId()) : null;

    /// <summary>What the thread is doing now.</summary>
    /// <returns>Null where it cannot be told: the thread is gone, or the system's answer has another form.</returns>
    public OsThreadActivity? Look()
    {
        try
        {
            // 4242 (name with anything) S 1 2 3 4 5 6 7 8 9 10 utime stime …; the name ends at the last ')'.
            var text = File.ReadAllText(_path);
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new OsThreadActivity(fields[0] == "S", long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int GetThreadId();
}
