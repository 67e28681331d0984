using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Payloads.Objects;

/// <summary>Reads the members of an object that is not nil, and makes it.</summary>
internal delegate T ReadMembers<out T>(ref MsgPackReader reader);
