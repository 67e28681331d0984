using Fleet.Protocol.Handshake;

namespace Fleet.Protocol.Tests.Handshake;

public class TokenHashTests
{
    [Fact]
    public void Token_New_Has32BytesAndIsNotTheLastOne()
    {
        var one = TokenHash.NewToken();

        one.Length.ShouldBe(LaunchTicket.TokenLength);
        one.ShouldNotBe(TokenHash.NewToken());
    }

    [Fact]
    public void Hash_MatchesItsTokenAlone()
    {
        var token = TokenHash.NewToken();
        var hash = new TokenHash(token);

        hash.Matches(token).ShouldBeTrue();
        for (var bit = 0; bit < 8 * token.Length; bit++)
        {
            var other = (byte[])token.Clone();
            other[bit / 8] ^= (byte)(1 << (bit % 8));
            hash.Matches(other).ShouldBeFalse();
        }

        hash.Matches([]).ShouldBeFalse();
        hash.Matches(token.AsSpan(0, 31)).ShouldBeFalse();
        hash.Matches([.. token, 0]).ShouldBeFalse();
    }
}
