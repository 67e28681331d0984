using System.Text;
using Fleet.Protocol.Messages;

namespace Fleet.Protocol.Tests.Messages;

public class NameRulesTests
{
    [Fact]
    public void Name_UpTo200Bytes_IsItsUtf8()
    {
        NameRules.Utf8("größe").ShouldBe(Encoding.UTF8.GetBytes("größe"));
        NameRules.Utf8(new string('n', 200)).Length.ShouldBe(200);
        NameRules.Utf8(new string('é', 100)).Length.ShouldBe(200);
    }

    [Theory]
    [InlineData('n', 201)]
    [InlineData('é', 101)]
    [InlineData('€', 67)]
    public void Name_Longer_IsRefusedWithItsBeginning(char letter, int count)
    {
        var name = new string(letter, count);

        var refusal = Should.Throw<ArgumentException>(() => NameRules.Utf8(name));

        refusal.Message.ShouldContain(name[..40]);
        refusal.Message.ShouldContain("at most 200");
        Should.Throw<ArgumentException>(() => NameRules.Check(Target.Channel(name)));
    }

    [Fact]
    public void Name_Empty_IsRefused()
    {
        Should.Throw<ArgumentException>(() => NameRules.Utf8(""));
        Should.Throw<ArgumentNullException>(() => NameRules.Utf8(null!));
    }

    [Fact]
    public void Target_OfAnyOtherKind_IsFine()
    {
        foreach (var target in (Target[])[Target.Admiral, Target.Everyone, Target.Shard(3), Target.Service("stats"), Target.Channel(new string('n', 200))])
            Should.NotThrow(() => NameRules.Check(target));
    }

    [Theory]
    [InlineData("fleet.ready")]
    [InlineData("fleet.")]
    public void OwnName_OfFleets_IsRefused(string name) =>
        Should.Throw<ArgumentException>(() => NameRules.OwnUtf8(name)).Message.ShouldContain(name);

    [Fact]
    public void OwnName_OfTheBots_IsItsUtf8() => NameRules.OwnUtf8("fleets").ShouldBe("fleets"u8.ToArray());
}
