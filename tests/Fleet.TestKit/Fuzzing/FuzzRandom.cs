namespace Fleet.TestKit.Fuzzing;

/// <summary>A fast random number generator whose whole run follows from its seed (xorshift64*), so that a failure can be run again.</summary>
public sealed class FuzzRandom(ulong seed)
{
    private ulong _state = seed == 0 ? 0x9e3779b97f4a7c15 : seed;

    /// <summary>64 random bits.</summary>
    public ulong Bits()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return _state * 0x2545f4914f6cdd1d;
    }

    /// <summary>A number from 0 to below <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)Math.BigMul(Bits(), (ulong)bound, out _);

    /// <summary>True in one case of <paramref name="times"/>.</summary>
    public bool OneIn(int times) => Below(times) == 0;

    /// <summary>A number whose size in bits is evenly spread, so that small ones and those at the limits of encodings are common.</summary>
    public long Skewed()
    {
        long value = (long)(Bits() >> Below(64));
        return OneIn(2) ? value : ~value;
    }
}
