using System.Net.Sockets;
using System.Text;

namespace Fleet.Admiral.Tests.Control;

/// <summary>Listens where an Admiral should, and answers each request with what the test says.</summary>
internal sealed class ForeignServer : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    private ForeignServer()
    {
        Socket = _folder["control.sock"];
        _listener.Bind(new UnixDomainSocketEndPoint(Socket));
        _listener.Listen();
    }

    public string Socket { get; }

    /// <summary>Answers with a status line and a body, and closes; the length that it names may be another than the body's.</summary>
    public static ForeignServer Answering(string status, string body, int? length = null) =>
        Sending($"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length ?? Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <summary>Answers with these characters, and closes.</summary>
    public static ForeignServer Sending(string answer)
    {
        var server = new ForeignServer();
        _ = server.AnswerAsync(answer);
        return server;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _folder.Dispose();
    }

    private async Task AnswerAsync(string answer)
    {
        // Again and again: a question that got no answer at all is asked anew by the platform's client.
        while (true)
        {
            using var connection = await _listener.AcceptAsync();
            _ = await connection.ReceiveAsync(new byte[4096]);
            await connection.SendAsync(Encoding.UTF8.GetBytes(answer));
            connection.Shutdown(SocketShutdown.Both);
        }
    }
}
