using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Payloads.Formatters;

/// <summary>
/// Keeps a sender from making every key of a map fall into one bucket, which would turn one frame into minutes of work (CVE-2024-48924).
/// </summary>
/// <remarks>
/// Text is hashed by .NET with a random seed as soon as many texts collide. Numbers, dates and GUIDs are mixed with a random seed here. Keys of other types (an
/// author's record, a tuple) have hashes that a sender can foresee: there, only the number of keys bounds the work.
/// </remarks>
internal static class KeyHashing<T>
{
    /// <summary>The most keys of a type whose hashes can be foreseen: at worst some 8 million comparisons.</summary>
    public const int MaxForeseeable = 4096;

    private static readonly bool Foreseeable = !KeyBits.Knows<T>() && typeof(T) != typeof(string);

    /// <summary>What to compare keys with; null for the type's own way.</summary>
    public static IEqualityComparer<T>? Comparer { get; } = KeyBits.Knows<T>() ? new MixingComparer<T>() : null;

    /// <summary>Refuses more keys than may be compared with one another.</summary>
    public static void RefuseTooMany(int position, int count)
    {
        if (count > MaxForeseeable && Foreseeable)
        {
            MsgPackFault.TooLong(position, count, MaxForeseeable);
        }
    }
}
