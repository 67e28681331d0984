using System.Text;

namespace Fleet.Protocol.Storage;

/// <summary>Which texts are keys of the store.</summary>
public static class StoreKeys
{
    /// <summary>The longest key or prefix, in bytes of UTF-8.</summary>
    public const int LongestBytes = 512;

    /// <summary>The most keys of one page.</summary>
    public const int LargestPage = 1000;

    /// <summary>The longest time to live: ten years, which every clock can add to its time.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(3650);

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What is wrong with a key; null where nothing is.</summary>
    public static string? FaultOfKey(string key) => key.Length == 0 ? "A key of the store has at least one character." : FaultOfPrefix(key);

    /// <summary>What is wrong with a prefix of keys; null where nothing is.</summary>
    public static string? FaultOfPrefix(string prefix)
    {
        try
        {
            var length = prefix.Length > LongestBytes ? prefix.Length : Strict.GetByteCount(prefix);
            return length > LongestBytes ? $"A key of the store has at most {LongestBytes} bytes of UTF-8." : null;
        }
        catch (EncoderFallbackException)
        {
            // It would become another key on its way.
            return "A key of the store is text: this one has half a surrogate pair in it.";
        }
    }
}
