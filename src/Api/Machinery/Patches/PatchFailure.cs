namespace Kubesharp.Api.Patches;

/// <summary>Why a patch could not be applied, which decides the HTTP status.</summary>
public enum PatchFailure
{
    None,
    /// <summary>The document is no patch: 400.</summary>
    Malformed,
    /// <summary>Too many operations: 413.</summary>
    TooLarge,
    /// <summary>The patch does not fit the object, or a test failed: 422.</summary>
    Unprocessable,
    /// <summary>
    /// Kubernetes has no class for it and answers 500 without a reason: strategic patches whose lists cannot be merged.
    /// </summary>
    Unclassified,
}
