using System.Security.Cryptography;

namespace Kubesharp.Api.Pki;

/// <summary>
/// Certificates and keys in files. A file is replaced whole: readers see the old one or the new one. Keys are readable
/// by their owner only.
/// </summary>
public static class PemFiles
{
    /// <summary>NAME.crt and NAME.key in a directory; null when one of them is missing.</summary>
    public static CertificateAndKey? Read(string directory, string name)
    {
        string certificate = Path.Combine(directory, name + ".crt"), key = Path.Combine(directory, name + ".key");
        return File.Exists(certificate) && File.Exists(key)
            ? new(File.ReadAllText(certificate), File.ReadAllText(key))
            : null;
    }

    /// <summary>
    /// NAME.crt and NAME.key in a directory. The certificate last: who sees it change finds its key. Between the two
    /// the pair does not match, which who reads it then sees (<see cref="CertificateAndKey.ToCertificate"/>).
    /// </summary>
    public static void Write(string directory, string name, CertificateAndKey pem)
    {
        WriteSecret(Path.Combine(directory, name + ".key"), pem.KeyPem);
        Replace(Path.Combine(directory, name + ".crt"), pem.CertificatePem, secret: false);
    }

    /// <summary>Certificate and key in one file, as kubelets keep theirs: there is no moment between.</summary>
    public static void WriteJoined(string path, CertificateAndKey pem) =>
        WriteSecret(path, pem.CertificatePem + pem.KeyPem);

    /// <summary>What <see cref="WriteJoined"/> wrote; null when it is missing or holds something else.</summary>
    public static CertificateAndKey? ReadJoined(string path)
    {
        if (!File.Exists(path))
            return null;
        string text = File.ReadAllText(path);
        string certificates = "", key = "";
        ReadOnlySpan<char> rest = text;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            string block = rest[fields.Location].ToString() + "\n";
            ReadOnlySpan<char> label = rest[fields.Label];
            if (label is "CERTIFICATE")
                certificates += block;
            else if (label.EndsWith("PRIVATE KEY"))
                key = block;
            rest = rest[fields.Location.End..];
        }
        return certificates.Length > 0 && key.Length > 0 ? new(certificates, key) : null;
    }

    /// <summary>A file that everybody may read.</summary>
    public static void WriteText(string path, string text) => Replace(path, text, secret: false);

    /// <summary>A file for its owner only.</summary>
    public static void WriteSecret(string path, string text) => Replace(path, text, secret: true);

    // A new file under another name that then takes the place of the old one: readers see the one or the other.
    private static void Replace(string path, string text, bool secret)
    {
        string next = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}.tmp";
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (secret && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (StreamWriter writer = new(next, options))
                writer.Write(text);
            File.Move(next, path, overwrite: true);
        }
        catch
        {
            File.Delete(next);
            throw;
        }
    }
}
