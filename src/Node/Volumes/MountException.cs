namespace Kubesharp.Kubelet.Volumes;

/// <summary>A step of mounting failed; the message says which, of what volume, and why, as events do.</summary>
internal sealed class MountException(string step, string volume, string cause)
    : SetupException(ProjectedFiles.Reason, $"{step} failed for volume \"{volume}\" : {cause}");
