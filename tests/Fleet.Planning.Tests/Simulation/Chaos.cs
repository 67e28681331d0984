namespace Fleet.Planning.Tests.Simulation;

/// <summary>The random choices of one seed. After <see cref="Ends"/> nothing fails any more.</summary>
internal sealed class Chaos
{
    private readonly Random _random;
    private readonly double _rate;

    public Chaos(int seed)
    {
        _random = new Random(seed);
        Ends = Seconds(20, 120);
        // Some fleets are healthy, so that rollouts get far; some are on fire.
        _rate = _random.Next(4) switch { 0 => 0, 1 => 0.3, 2 => 1, _ => 2.5 };
    }

    public long Ends { get; }

    public int Next(int below) => _random.Next(below);

    public bool Happens(double probability) => _random.NextDouble() < probability;

    public bool Fails(long now, double probability) => now < Ends && _random.NextDouble() < probability * _rate;

    public long Milliseconds(int from, int to) => _random.Next(from, to + 1) * TimeSpan.TicksPerMillisecond;

    public long Seconds(int from, int to) => Milliseconds(from * 1000, to * 1000);

    public T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}
