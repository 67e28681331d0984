namespace Fleet.Benchmarks.Bot;

/// <summary>The command that <see cref="EchoService"/> answers with itself, and the event that it counts: 64 bytes as MessagePack.</summary>
/// <param name="Number">When it was sent, as a timestamp.</param>
/// <param name="Rest">What fills it up.</param>
public sealed record Ask(long Number, byte[] Rest)
{
    /// <summary>The length of <see cref="Rest"/> that makes 64 bytes of the whole: the two names, a long, and their marks take 24.</summary>
    public const int RestBytes = 40;
}
