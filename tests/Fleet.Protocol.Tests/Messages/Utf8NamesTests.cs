using System.Text;
using Fleet.Protocol.Messages;

namespace Fleet.Protocol.Tests.Messages;

public class Utf8NamesTests
{
    [Theory]
    [InlineData("announce")]
    [InlineData("")]
    [InlineData("größe")]
    [InlineData("日本語")]
    public void Name_AsTextAndAsBytes_IsTheSameKey(string name)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);

        Utf8Names.Comparer.GetHashCode(utf8).ShouldBe(Utf8Names.Comparer.GetHashCode(name));
        Utf8Names.Comparer.Equals(utf8, name).ShouldBeTrue();
        Utf8Names.Comparer.Create(utf8).ShouldBe(name);
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("a", "A")]
    [InlineData("größe", "grösse")]
    [InlineData("ab", "日")]
    [InlineData("abc", "日")]
    [InlineData("é", "ab")]
    public void Names_ThatDiffer_AreNotEqual(string one, string other)
    {
        Utf8Names.Comparer.Equals(Encoding.UTF8.GetBytes(one), other).ShouldBeFalse();
        Utf8Names.Comparer.Equals(one, other).ShouldBeFalse();
    }
}
