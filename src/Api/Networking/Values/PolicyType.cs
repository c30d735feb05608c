namespace Kubesharp.Api.Networking;

/// <summary>The known values of PolicyType.</summary>
public static class PolicyType
{
    public const string Ingress = "Ingress";
    public const string Egress = "Egress";
}
