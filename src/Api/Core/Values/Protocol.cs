namespace Kubesharp.Api.Core;

/// <summary>The known values of Protocol.</summary>
public static class Protocol
{
    public const string TCP = "TCP";
    public const string UDP = "UDP";
    public const string SCTP = "SCTP";
}
