using System.Globalization;
using System.Net.Sockets;

/// <summary>
/// Loaded into the Admiral by <c>DOTNET_STARTUP_HOOKS</c>: tells whoever asks at the socket <c>FLEET_BENCH_ALLOCATIONS</c> how many bytes the process has
/// allocated, so that the Admiral that is measured is the one that is shipped. The runtime looks for this name, in no namespace.
/// </summary>
internal static class StartupHook
{
    /// <summary>Called by the runtime before Main.</summary>
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("FLEET_BENCH_ALLOCATIONS") is { Length: > 0 } path) new Thread(() => Answer(path)) { IsBackground = true }.Start();
    }

    private static void Answer(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream);
        using var writer = new StreamWriter(stream) { AutoFlush = true };
        while (reader.ReadLine() is not null) writer.WriteLine(GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture));
    }
}
