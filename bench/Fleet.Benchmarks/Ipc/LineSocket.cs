using System.Net.Sockets;

namespace Fleet.Benchmarks.Ipc;

/// <summary>A Unix socket that one process connects to and answers questions at, line by line.</summary>
internal sealed class LineSocket(string path) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Socket _listener = Listen(path);
    private Socket? _accepted;
    private StreamReader? _reader;
    private StreamWriter? _writer;

    public string Path => path;

    /// <summary>Waits for the process.</summary>
    public void Accept()
    {
        using var limit = new CancellationTokenSource(Patience);
        _accepted = _listener.AcceptAsync(limit.Token).AsTask().GetAwaiter().GetResult();
        _accepted.ReceiveTimeout = (int)Patience.TotalMilliseconds;
        var stream = new NetworkStream(_accepted);
        _reader = new StreamReader(stream);
        _writer = new StreamWriter(stream) { AutoFlush = true };
    }

    /// <summary>Asks, and waits for the answer.</summary>
    public string Ask(string question)
    {
        _writer!.WriteLine(question);
        return _reader!.ReadLine() ?? throw new InvalidOperationException($"The process ended before it answered '{question}'.");
    }

    public void Dispose()
    {
        _accepted?.Dispose();
        _listener.Dispose();
    }

    private static Socket Listen(string path)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        return listener;
    }
}
