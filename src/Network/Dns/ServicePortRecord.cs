namespace Kubesharp.Network.Dns;

/// <summary>A named port for SRV queries.</summary>
/// <param name="Protocol">tcp, udp or sctp.</param>
/// <param name="Host">The endpoint that has the port, of a headless Service; "" for the Service itself.</param>
internal readonly record struct ServicePortRecord(string Name, string Protocol, ushort Port, string Host);
