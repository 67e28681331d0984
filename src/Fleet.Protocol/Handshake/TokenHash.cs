using System.Security.Cryptography;

namespace Fleet.Protocol.Handshake;

/// <summary>What the Admiral keeps of a launch token: its hash, so that a dump of the Admiral holds no usable token.</summary>
public sealed class TokenHash
{
    private readonly byte[] _hash;

    /// <summary>Hashes a token.</summary>
    public TokenHash(ReadOnlySpan<byte> token) => _hash = SHA256.HashData(token);

    /// <summary>A fresh random token.</summary>
    public static byte[] NewToken() => RandomNumberGenerator.GetBytes(LaunchTicket.TokenLength);

    /// <summary>Compares in constant time.</summary>
    public bool Matches(ReadOnlySpan<byte> token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(token, hash);
        return CryptographicOperations.FixedTimeEquals(hash, _hash);
    }
}
