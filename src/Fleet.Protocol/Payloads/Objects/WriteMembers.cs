using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Payloads.Objects;

/// <summary>Writes the members of an object that is not null.</summary>
internal delegate void WriteMembers<in T>(ref MsgPackWriter writer, T value);
