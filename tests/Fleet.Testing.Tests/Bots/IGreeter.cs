namespace Fleet.Testing.Tests.Bots;

/// <summary>A dependency that tests replace.</summary>
public interface IGreeter
{
    string Greeting { get; }
}
