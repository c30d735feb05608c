namespace Kubesharp.Api.Core;

/// <summary>A reference as text, once used in annotations.</summary>
[ApiKind("v1", "SerializedReference")]
[Definition("io.k8s.api.core.v1.SerializedReference")]
public sealed partial record SerializedReference : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static SerializedReference Empty { get; } = new();

    /// <summary>The object.</summary>
    [Field(1, "reference")] public ObjectReference Reference { get; init; } = ObjectReference.Empty;
}
