using Microsoft.CodeAnalysis;

namespace Fleet.Generators.Sending;

/// <summary>A type of a message in a call.</summary>
/// <param name="Type">The type.</param>
/// <param name="ByItsOwn">Whether a value is sent as what it is at run time: then it may be declared as a base class.</param>
internal sealed record SentType(ITypeSymbol Type, bool ByItsOwn);
