# Sets FOUND_JAVA_HOME to a JDK 25 or later, or leaves it empty. Sourced by ./mvnw and bin/fdfs; POSIX sh.
# Order: FDFS_JAVA_HOME, JAVA_HOME, java on the PATH, then the usual folders of Linux and macOS.

# Prints the feature release of the JDK in $1, from its `release` file, without starting it.
jdk_feature_release() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

jdk_is_new_enough() {
  release=$(jdk_feature_release "$1") && [ "${release:-0}" -ge 25 ]
}

jdk_of_path() {
  command -v java >/dev/null 2>&1 || return 1
  java_bin=$(command -v java)
  while [ -L "$java_bin" ]; do
    link=$(readlink "$java_bin")
    case "$link" in
      /*) java_bin=$link ;;
      *) java_bin=$(dirname "$java_bin")/$link ;;
    esac
  done
  dirname "$(dirname "$java_bin")"
}

FOUND_JAVA_HOME=
for candidate in "${FDFS_JAVA_HOME:-}" "${JAVA_HOME:-}" "$(jdk_of_path)" \
  /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
  /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
  /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
  if [ -n "$candidate" ] && jdk_is_new_enough "$candidate"; then
    FOUND_JAVA_HOME=$candidate
    break
  fi
done
