namespace Kubesharp.Kubelet.Images;

/// <summary>
/// Whether a Pod that names an image which is on the node already must show that it may have it (KEP-2535).
/// </summary>
public enum PullVerification
{
    /// <summary>What nobody pulled through this kubelet is everybody's; the rest must be shown. The default.</summary>
    NeverVerifyPreloadedImages,
    NeverVerify,
    /// <summary>As the default, but only the images of a list are everybody's.</summary>
    NeverVerifyAllowlistedImages,
    AlwaysVerify,
}

/// <summary>How images come to a node and when they go. Defaults are upstream's.</summary>
public sealed record ImageOptions
{
    /// <summary>One pull at a time, in the order of asking. Defaults to true.</summary>
    public bool SerializePulls { get; init; } = true;

    /// <summary>The most pulls at a time when they are not one by one. Null: no bound.</summary>
    public int? ParallelPullsMax { get; init; }

    /// <summary>Pulls a second, over time; 0 for no bound.</summary>
    public int PullsPerSecond { get; init; } = 5;

    /// <summary>Pulls that may come at once.</summary>
    public int PullBurst { get; init; } = 10;

    public PullVerification Verification { get; init; } = PullVerification.NeverVerifyPreloadedImages;

    /// <summary>Images that are everybody's, without tag; <c>/*</c> at the end stands for all below.</summary>
    public IReadOnlyList<string> VerificationAllowlist { get; init; } = [];

    /// <summary>A CredentialProviderConfig file. Empty: no programs are asked for credentials.</summary>
    public string CredentialProviderConfiguration { get; init; } = "";

    /// <summary>The folder of the programs that the file names.</summary>
    public string CredentialProviderDirectory { get; init; } = "";

    /// <summary>The disk is this full, in percent, when unused images begin to go. 100: never.</summary>
    public int HighThresholdPercent { get; init; } = 85;

    /// <summary>Until the disk is only this full, in percent.</summary>
    public int LowThresholdPercent { get; init; } = 80;

    /// <summary>An image that came more recently stays: its container may only be about to start.</summary>
    public TimeSpan MinimumAge { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>An image that was unused for longer goes whatever room there is. Zero: never for its age.</summary>
    public TimeSpan MaximumAge { get; init; }

    /// <summary>How often is looked for images to remove.</summary>
    public TimeSpan GarbagePeriod { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The most images in the Node's status; -1 for all.</summary>
    public int ReportedMax { get; init; } = 50;

    internal IEnumerable<string> Validate()
    {
        if (SerializePulls && ParallelPullsMax > 1)
        {
            yield return "Invalid configuration: maxParallelImagePulls cannot be larger than 1 unless "
                + "SerializeImagePulls (--serialize-image-pulls) is set to false.";
        }
        if (ParallelPullsMax < 1)
            yield return $"Invalid configuration: maxParallelImagePulls {ParallelPullsMax} must be a positive number.";
        if (HighThresholdPercent is < 0 or > 100)
        {
            yield return "Invalid configuration: imageGCHighThresholdPercent (--image-gc-high-threshold) "
                + $"{HighThresholdPercent} must be between 0 and 100, inclusive.";
        }
        if (LowThresholdPercent is < 0 or > 100)
        {
            yield return "Invalid configuration: imageGCLowThresholdPercent (--image-gc-low-threshold) "
                + $"{LowThresholdPercent} must be between 0 and 100, inclusive.";
        }
        if (LowThresholdPercent >= HighThresholdPercent)
        {
            yield return $"Invalid configuration: imageGCLowThresholdPercent (--image-gc-low-threshold) "
                + $"{LowThresholdPercent} must be less than imageGCHighThresholdPercent "
                + $"(--image-gc-high-threshold) {HighThresholdPercent}.";
        }
        if (MaximumAge < TimeSpan.Zero)
            yield return $"Invalid configuration: imageMaximumGCAge {MaximumAge} must not be negative.";
        else if (MaximumAge > TimeSpan.Zero && MaximumAge <= MinimumAge)
        {
            yield return $"Invalid configuration: imageMaximumGCAge {MaximumAge} must be greater than "
                + $"imageMinimumGCAge {MinimumAge}.";
        }
        if (ReportedMax < -1)
            yield return $"Invalid configuration: nodeStatusMaxImages {ReportedMax} must be -1 or greater.";
        if (CredentialProviderConfiguration.Length > 0 != CredentialProviderDirectory.Length > 0)
        {
            yield return "The configuration of credential providers and the folder of their programs are set "
                + "together or not at all.";
        }
        if (VerificationAllowlist.Count > 0 && Verification != PullVerification.NeverVerifyAllowlistedImages)
        {
            yield return "Invalid configuration: can't set preloadedImagesVerificationAllowlist if "
                + "imagePullCredentialsVerificationPolicy is not \"NeverVerifyAllowlistedImages\".";
        }
    }
}
