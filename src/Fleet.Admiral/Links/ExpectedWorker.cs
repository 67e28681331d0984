using Fleet.Protocol.Handshake;
using Fleet.Protocol.Messages;

namespace Fleet.Admiral.Links;

/// <summary>A worker that was launched and has not yet joined: what it must prove, and what it is told then.</summary>
internal sealed class ExpectedWorker(TokenHash token, Welcome welcome)
{
    /// <summary>The one-time token's hash.</summary>
    public TokenHash Token => token;

    /// <summary>The answer to its hello.</summary>
    public Welcome Welcome => welcome;

    /// <summary>Its process id; 0 until the launch has returned, which the hello may overtake.</summary>
    public int Pid { get; set; }

    /// <summary>The link whose hello came before the process id was known.</summary>
    public WorkerLink? Waiting { get; set; }
}
