namespace Kubesharp.Api.Core;

/// <summary>The known values of FinalizerName.</summary>
public static class FinalizerName
{
    public const string Kubernetes = "kubernetes";
}
