namespace Kubesharp.Api.Storage;

/// <summary>A token request.</summary>
[Definition("io.k8s.api.storage.v1.TokenRequest")]
public sealed partial record TokenRequest
{
    /// <summary>The value with nothing set.</summary>
    public static TokenRequest Empty { get; } = new();

    /// <summary>Audience.</summary>
    [Field(1, "audience", Always = true), Required] public string Audience { get; init; } = "";
    /// <summary>Expiration seconds.</summary>
    [Field(2, "expirationSeconds")] public long? ExpirationSeconds { get; init; }
}
