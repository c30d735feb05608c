namespace Kubesharp.Api.Core;

/// <summary>A service account token projection.</summary>
[Definition("io.k8s.api.core.v1.ServiceAccountTokenProjection")]
public sealed partial record ServiceAccountTokenProjection
{
    /// <summary>The value with nothing set.</summary>
    public static ServiceAccountTokenProjection Empty { get; } = new();

    /// <summary>Audience.</summary>
    [Field(1, "audience")] public string Audience { get; init; } = "";
    /// <summary>Expiration seconds.</summary>
    [Field(2, "expirationSeconds")] public long? ExpirationSeconds { get; init; }
    /// <summary>Path.</summary>
    [Field(3, "path", Always = true), Required] public string Path { get; init; } = "";
}
